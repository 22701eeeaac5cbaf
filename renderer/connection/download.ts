import { HomeportError } from '#shared/errors.ts'
import { proofHeaders } from './browserProof.ts'
import * as words from './laterWords.ts'

/**
 * Downloads a file of the server. A plain link would send the cookie without the proof.
 * @throws HomeportError when the server does not send it.
 */
export async function download(path: string, name: string): Promise<void> {
  const answer = await fetch(path, { headers: await proofHeaders() }).catch(() => null)
  if (answer?.ok !== true) {
    throw new HomeportError('INTERNAL_001', words.theWorkstationDidNotGive)
  }
  saveFile(await answer.blob(), name)
}

/** Gives the person a file, which the browser puts where it puts downloads. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
