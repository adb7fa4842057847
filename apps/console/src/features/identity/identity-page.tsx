import './identity-texts.ts';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { AccessControlPage } from './access/access-control-page.tsx';
import { AccountListPage } from './accounts/account-list-page.tsx';
import { ApprovalsPage } from './approvals/approvals-page.tsx';
import { GroupDetailsPage } from './groups/group-details-page.tsx';
import { GroupListPage } from './groups/group-list-page.tsx';
import { identityPath, identityTabsOf } from './paths.ts';
import { PolicyDetailsPage } from './policies/policy-details-page.tsx';
import { PolicyListPage } from './policies/policy-list-page.tsx';
import { ProjectsPage } from './projects/projects-page.tsx';
import { SimulatorPage } from './simulator/simulator-page.tsx';
import { UserDetailsPage } from './users/user-details-page.tsx';
import { UserListPage } from './users/user-list-page.tsx';

const PolicyEditorPage = lazy(async () => ({
  default: (await import('./policies/policy-editor-page.tsx')).PolicyEditorPage,
}));

/** All pages of Identity by their addresses. */
export function IdentityPage() {
  const [first = 'users'] = identityTabsOf(useProjectApi().session.permitted);
  return (
    <Suspense>
      <Routes>
        <Route index element={<Navigate to={identityPath(first)} replace />} />
        <Route path="users" element={<UserListPage />} />
        <Route path="users/:userId" element={<UserDetailsPage />} />
        <Route path="groups" element={<GroupListPage />} />
        <Route path="groups/:groupId" element={<GroupDetailsPage />} />
        <Route path="policies" element={<PolicyListPage />} />
        <Route path="policies/new" element={<PolicyEditorPage />} />
        <Route path="policies/:policyId" element={<PolicyDetailsPage />} />
        <Route path="policies/:policyId/edit" element={<PolicyEditorPage />} />
        <Route path="simulator" element={<SimulatorPage />} />
        <Route path="access-control" element={<AccessControlPage />} />
        <Route path="approvals" element={<ApprovalsPage />} />
        <Route path="projects" element={<ProjectsPage />} />
        <Route path="accounts" element={<AccountListPage />} />
        <Route path="*" element={<Navigate to={identityPath(first)} replace />} />
      </Routes>
    </Suspense>
  );
}
