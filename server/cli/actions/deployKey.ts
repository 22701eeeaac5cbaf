import type { DeployKey } from '#shared/operations/deployKey.ts'
import type { CommonFlags } from '../callServer.ts'
import { runningServer } from '../runningServer.ts'
import { checked, print } from './credential.ts'

/** @throws HomeportError HOST_001 when no server runs. */
export async function listDeployKeys(flags: CommonFlags): Promise<void> {
  const answer = await runningServer(flags).call('deploy_key.list', {})
  print(flags, answer, answer.deploy_keys.map(lineOf).join('\n') || 'No session has a deploy key at GitHub.')
}

function lineOf({ session_id, repository, may_push, state, url, problem, of }: DeployKey): string {
  const stuck = state === 'removing' ? `still there (${url}): ${problem ?? 'it is being removed'}` : ''
  return [
    session_id,
    repository,
    may_push ? 'may push' : 'may read',
    of === undefined ? '' : `of ${of}, who may not enter any more`,
    stuck,
  ]
    .filter((part) => part !== '')
    .join('  ')
}

/** @throws HomeportError SESSION_003 as `deploy_key.add`, HOST_001 when no server runs. */
export async function addDeployKey(
  session: string,
  flags: CommonFlags & { readonly mayPush?: true | undefined },
): Promise<void> {
  const asked = checked('deploy_key.add', { session_id: session, may_push: flags.mayPush === true })
  const added = await runningServer(flags).call('deploy_key.add', asked)
  print(
    flags,
    added,
    `Added to ${added.repository}: it ${added.may_push ? 'may push' : 'may read'}, and goes with the session.`,
  )
}

/** @throws HomeportError SESSION_003 as `deploy_key.remove`, HOST_001 when no server runs. */
export async function removeDeployKey(
  session: string,
  flags: CommonFlags & { readonly forget?: true | undefined },
): Promise<void> {
  const forget = flags.forget === true
  const asked = checked('deploy_key.remove', { session_id: session, forget })
  const removed = await runningServer(flags).call('deploy_key.remove', asked)
  print(flags, removed, forget ? 'Off the list. Homeport did not ask GitHub.' : 'The deploy key is gone at GitHub.')
}
