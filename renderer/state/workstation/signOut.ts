import { errorMessage, showToast } from '../toasts.ts'
import { connection } from './connection.ts'
import { leave } from './person.ts'

/**
 * Revokes this browser's credential, and removes what its person typed; the page is loaded anew. When the server cannot be reached the
 * credential stays, and the failure is shown.
 */
export async function signOut(): Promise<void> {
  try {
    await connection.client.call('auth.revoke', {})
    await leave((code) => code.leaveTo(''))
  } catch (error) {
    showToast(errorMessage(error))
  }
}
