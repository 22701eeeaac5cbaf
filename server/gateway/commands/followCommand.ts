import type { Exec, ExecEnd, ExecOutput } from '#shared/operations/exec.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostLink } from '#server/link/link.ts'
import { createLogger } from '#server/platform/log/log.ts'

const log = createLogger('commands')

/** Who waits for a command. */
export interface Waiting {
  readonly actor: Actor
  readonly gone: AbortSignal | undefined
}

export interface FollowedCommand {
  readonly exec_id: string
  /** What it prints, as fast as it is asked for; the last one carries its end. Whoever stops asking ends the command. */
  readonly parts: AsyncGenerator<CommandPart>
}

export interface CommandPart {
  readonly chunks: readonly { readonly stream: 'stdout' | 'stderr'; readonly bytes: Buffer }[]
  readonly end: ExecEnd | null
}

/** Starts a command in the host. @throws HomeportError as `exec.start`. */
export async function followCommand(link: HostLink, asked: Exec, { actor, gone }: Waiting): Promise<FollowedCommand> {
  const { exec_id } = await link.call('exec.start', asked, actor)
  const one = { session_id: asked.session_id, exec_id }
  const cancel = () => {
    link.call('exec.cancel', one, actor).catch((error: unknown) => {
      // A host that is away ends it by itself: nobody reads any more.
      log.debug('a command was not cancelled', { exec_id, error: String(error) })
    })
  }
  if (gone?.aborted === true) {
    cancel()
  }
  gone?.addEventListener('abort', cancel)
  const read = (after: number) => link.call('exec.read', { ...one, after }, actor)
  return { exec_id, parts: partsOf(read, { cancel, leave: () => gone?.removeEventListener('abort', cancel) }) }
}

async function* partsOf(
  read: (after: number) => Promise<ExecOutput>,
  { cancel, leave }: { readonly cancel: () => void; readonly leave: () => void },
): AsyncGenerator<CommandPart> {
  let after = 0
  let isOver = false
  try {
    while (!isOver) {
      const { chunks, next, end } = await read(after)
      after = next
      isOver = end !== null
      const bytes = chunks.map(({ stream, base64 }) => ({ stream, bytes: Buffer.from(base64, 'base64') }))
      yield { chunks: bytes, end }
    }
  } finally {
    leave()
    if (!isOver) {
      cancel()
    }
  }
}
