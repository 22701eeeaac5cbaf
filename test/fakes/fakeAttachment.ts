import { createHash } from 'node:crypto'
import type { Attachment } from '#shared/session/attachments.ts'

/** As the host tells it from the content, roughly. `data`: in base64. */
export function fakeAttachment(
  name: string,
  data: string,
): { attachment: Attachment; whole: Attachment & { data: string } } {
  const content = Buffer.from(data, 'base64')
  const sha256 = createHash('sha256').update(content).digest('hex')
  const media_type = content.includes(0) ? 'image/png' : 'text/plain'
  const attachment = { sha256, name, media_type, size: content.length } as const
  return { attachment, whole: { ...attachment, data } }
}
