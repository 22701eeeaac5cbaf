import { HomeportError } from '#shared/errors.ts'
import { storeAttachment } from '../../attachments/storeAttachment.ts'
import type { HostHandlers } from '../../hostHandlers.ts'
import type { SessionStore } from '../../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'

/** Answers for the images and texts that prompts carry. Who may see a session may see them, nobody else. */
export function attachmentHandlers({
  registry,
  store,
}: {
  registry: SessionRegistry
  store: SessionStore
}): Pick<HostHandlers, 'attachment.add' | 'attachment.read'> {
  return {
    'attachment.add': ({ session_id, name, data }, actor) => {
      const { state } = registry.find(session_id, actor)
      if (state.status === 'TERMINATED') {
        throw new HomeportError('SESSION_003', 'This session has ended. Nothing was attached.')
      }
      return storeAttachment(store, { session_id: state.id, name, data })
    },
    'attachment.read': ({ session_id, sha256 }, actor) => {
      const stored = store.attachment(registry.find(session_id, actor).state.id, sha256)
      if (stored === null) {
        throw new HomeportError('SESSION_002', 'This session has no such attachment.')
      }
      return { ...stored.attachment, data: stored.content.toString('base64') }
    },
  }
}
