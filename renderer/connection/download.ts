import { HomeportError } from '#shared/errors.ts'
import { proofHeaders } from './browserProof.ts'

/**
 * Saves what the server answers under a name. A plain link would not do: it carries the cookie without the signature.
 * @throws HomeportError when the server does not give it.
 */
export async function download(path: string, name: string): Promise<void> {
  const answer = await fetch(path, { headers: await proofHeaders() }).catch(() => null)
  if (answer?.ok !== true) {
    throw new HomeportError('INTERNAL_001', 'The workstation did not give the file. Try again.')
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
