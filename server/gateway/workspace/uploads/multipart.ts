import { Readable } from 'node:stream'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import { HomeportError } from '#shared/errors.ts'
import type { HttpExchange } from '../../kernel/call.ts'

/** As many files one body may hold. */
const MAX_FILES = 200

/** Whether a body is a form with files, as a page sends them. */
export function isMultipart({ headers }: Pick<HttpExchange, 'headers'>): boolean {
  return /^multipart\/form-data\b/i.test(String(headers['content-type'] ?? ''))
}

/**
 * Hands over each file of a form as it comes, one after the other; fields are left out. What a file’s name says of folders
 * stays in it.
 * @throws HomeportError HTTP_002 for what is no form, FILE_001 with too many files, and what `take` throws.
 */
export async function eachFile(
  { headers, body }: HttpExchange,
  take: (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const form = openForm(String(headers['content-type']))
  const source = Readable.from(body, { objectMode: false })
  let taking = Promise.resolve()
  try {
    await new Promise<void>((resolve, reject) => {
      form.on('file', (_field, stream, name) => {
        stream.on('error', reject)
        taking = taking.then(async () => take(name ?? '', stream))
        taking.catch(reject)
      })
      form.once('filesLimit', () =>
        reject(new HomeportError('FILE_001', `A form may hold ${MAX_FILES} files. Those before were kept.`)),
      )
      form.once('error', (cause) => reject(malformed(cause)))
      source.once('error', reject)
      form.once('finish', resolve)
      source.pipe(form)
    })
    await taking
  } finally {
    source.unpipe(form)
    source.destroy()
    form.destroy()
  }
}

function openForm(type: string): Busboy {
  try {
    const headers: BusboyHeaders = { 'content-type': type }
    return new Busboy({ headers, preservePath: true, limits: { files: MAX_FILES, fields: 0, headerPairs: 20 } })
  } catch (cause) {
    throw malformed(cause)
  }
}

function malformed(cause: unknown): HomeportError {
  return new HomeportError('HTTP_002', 'The body is no form that can be read. Files before the mistake were kept.', {
    cause,
  })
}
