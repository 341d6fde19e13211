// The end of this device's session.
import { SIGNED_OUT } from './again.ts';
import { Problem, remove } from './api/client.ts';
import { forgetDrafts } from './drafts.ts';

/** Rejects when the session is not known to have ended: whoever hands the device on has to know. */
export async function signOut(): Promise<void> {
  await remove('/api/v1/session').catch((error: unknown) => {
    if (!(error instanceof Problem && error.status === SIGNED_OUT)) throw error;
  });
  leave();
}

/** Once there is no session any more. */
export function leave(): void {
  forgetDrafts();
  location.assign('/');
}
