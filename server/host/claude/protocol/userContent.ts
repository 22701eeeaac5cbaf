import type { StoredAttachment } from '../../sessions/ports/storedAttachment.ts'

/** A prompt as Claude Code reads it: its text, or blocks where it carries images and texts. */
export function userContent(text: string, attachments: readonly StoredAttachment[]): string | object[] {
  return attachments.length === 0 ? text : [{ type: 'text', text }, ...attachments.map(block)]
}

function block({ attachment: { name, media_type }, content }: StoredAttachment): object {
  return media_type === 'text/plain'
    ? { type: 'text', text: `Attached file ${JSON.stringify(name)}:\n\n${content.toString('utf8')}` }
    : { type: 'image', source: { type: 'base64', media_type, data: content.toString('base64') } }
}
