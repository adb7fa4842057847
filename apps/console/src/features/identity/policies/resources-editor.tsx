import { policyResourceTypes } from '@dewpoint/contract';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

interface ResourcesEditorProps {
  /** Null: every resource. */
  readonly resources: readonly string[] | null;
  readonly onChange: (resources: readonly string[] | null) => void;
}

/** All resources, or specific ones by their paths [G 2.4.2]. */
export function ResourcesEditor({ resources, onChange }: ResourcesEditorProps) {
  const { t } = useTranslation();
  const labelId = useId();
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      <div>
        <FormLabel id={labelId}>{t('identity.policies.resources')}</FormLabel>
        <RadioGroup
          row
          aria-labelledby={labelId}
          value={resources === null ? 'all' : 'specific'}
          onChange={(_event, chosen) => onChange(chosen === 'all' ? null : [])}
        >
          <FormControlLabel value="all" control={<Radio />} label={t('identity.policies.allResources')} />
          <FormControlLabel value="specific" control={<Radio />} label={t('identity.policies.specific')} />
        </RadioGroup>
      </div>
      {resources !== null && <SpecificResources resources={resources} onChange={onChange} />}
    </Box>
  );
}

interface SpecificResourcesProps {
  readonly resources: readonly string[];
  readonly onChange: (resources: readonly string[]) => void;
}

function SpecificResources({ resources, onChange }: SpecificResourcesProps) {
  const { t } = useTranslation();
  const [type, setType] = useState<string>(policyResourceTypes[0].type);
  const [path, setPath] = useState('');
  const named = policyResourceTypes.find((known) => known.type === type);
  function add(): void {
    if (!named || path.trim() === '') return;
    onChange([...new Set([...resources, `${named.service}:*:*:${named.type}:${path.trim()}`])]);
    setPath('');
  }
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}>
        <TextField
          select
          label={t('identity.policies.resourceType')}
          value={type}
          onChange={(event) => setType(event.target.value)}
          sx={{ flex: '0 1 170px', width: 'auto' }}
        >
          {policyResourceTypes.map((known) => (
            <MenuItem key={known.type} value={known.type}>
              {known.type}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          label={t('identity.policies.path')}
          value={path}
          onChange={(event) => setPath(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
          helperText={t('identity.policies.pathHelp')}
          autoComplete="off"
          sx={{ flex: '1 1 240px', width: 'auto' }}
        />
        <Button variant="outlined" sx={{ minHeight: 38 }} disabled={path.trim() === ''} onClick={add}>
          {t('identity.policies.addPath')}
        </Button>
      </Box>
      <Autocomplete
        multiple
        freeSolo
        options={[]}
        value={[...resources]}
        onChange={(_event, chosen) => onChange(chosen)}
        renderInput={(params) => <TextField {...params} label={t('identity.policies.paths')} />}
      />
    </>
  );
}
