import { HomeportError } from '#shared/errors.ts'
import type { InspectedFolder } from '../sessions/ports/folderTrust.ts'

/**
 * Tasks run while nobody watches, so only where what the folder brings is in force, or it brings nothing.
 * @throws HomeportError SESSION_006 with what the folder brings · FILE_003 when it cannot be opened.
 */
export function assertTrusted({ folder, isInForce, trust }: InspectedFolder, kept: string): void {
  if (isInForce) {
    return
  }
  if (trust.state === 'nothing_to_trust') {
    throw new HomeportError('FILE_003', `The folder ${folder} cannot be opened. ${kept}`, { details: { path: folder } })
  }
  const why =
    trust.state === 'changed' ? 'brings something else for Claude Code than you trusted' : 'is not trusted by you'
  throw new HomeportError(
    'SESSION_006',
    `The folder ${folder} ${why}, and tasks run in trusted folders only. ${kept} Start a session there, look at what it brings and trust it.`,
    { details: { trust } },
  )
}
