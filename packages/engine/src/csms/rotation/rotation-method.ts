import type { RequestContext } from '../../context.ts';
import type { ListedSecret } from '../secrets/secret-directory.ts';
import type { SecretValue } from '../versions/value-sealing.ts';
import type { TaskProgress, TaskRow } from './task-repository.ts';

/** One rotation under way: the task as it was last written down, and its secret as it is now. */
export interface Rotation {
  readonly context: RequestContext;
  readonly task: TaskRow;
  readonly listed: ListedSecret;
}

/** What the first step makes. Until here nothing has changed anywhere. */
export interface Made {
  readonly value: SecretValue;
  readonly progress: TaskProgress;
}

/**
 * How one kind of secret is rotated: create → set → test → finish. Each step may be run again after a crash, and whatever it throws that
 * `failureOf` knows ends the rotation; once `set` has begun, through `undo`.
 */
export interface RotationMethod {
  create(rotation: Rotation): Promise<Made>;
  /** The steps that change something elsewhere; absent where nothing is to be changed. */
  readonly elsewhere?: {
    set(rotation: Rotation): Promise<void>;
    test(rotation: Rotation): Promise<void>;
    /**
     * Makes everything as it was. `adopt`: that is not possible, but what was set works, so the rotation is finished after all.
     */
    undo(rotation: Rotation): Promise<'undone' | 'adopt'>;
  };
}
