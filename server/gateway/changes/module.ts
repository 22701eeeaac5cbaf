import type { HostLink } from '#server/link/link.ts'
import { actorOf } from '../kernel/call.ts'
import type { Module } from '../kernel/module.ts'

/**
 * Contents from before and after changes, as bytes. They are a stranger's: nothing a browser would run or show as a page,
 * whatever they are.
 */
export function openChanges({ link }: { readonly link: Pick<HostLink, 'call'> }): Module<'changes.read'> {
  return {
    handlers: {
      'changes.read': async (params, { caller }) => {
        const { data } = await link.call('changes.content', params, actorOf(caller))
        return {
          headers: {
            'Content-Disposition': 'attachment',
            'Content-Security-Policy': "sandbox; default-src 'none'",
            'X-Content-Type-Options': 'nosniff',
            // The id says what is in it.
            'Cache-Control': 'private, max-age=31536000, immutable',
          },
          bytes: oneChunk(Buffer.from(data, 'base64')),
        }
      },
    },
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
