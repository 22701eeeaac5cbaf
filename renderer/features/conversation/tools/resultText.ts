import type { ToolItem } from '#shared/session/timelineItems.ts'
import { textField } from '#shared/session/toolInput.ts'

/** What a call gave back, as text: the structured output of a command where there is one. Empty while it runs. */
export function resultText({ result }: Pick<ToolItem, 'result'>): string {
  if (result === null) {
    return ''
  }
  const streams = [textField(result.details ?? {}, 'stdout'), textField(result.details ?? {}, 'stderr')]
  const printed = streams.filter((text) => text !== '').join('\n')
  if (printed !== '') {
    return printed
  }
  return typeof result.content === 'string'
    ? result.content
    : result.content
        .map((block) => textField(block, 'text'))
        .filter((text) => text !== '')
        .join('\n')
}

/** The pictures a call gave back, as addresses an `img` may show. Only the kinds every browser draws. */
export function resultImages({ result }: Pick<ToolItem, 'result'>): readonly string[] {
  if (result === null || typeof result.content === 'string') {
    return []
  }
  return result.content.flatMap(({ type, source }) => {
    const { media_type, data } = imageSource(source)
    const isKnown = type === 'image' && /^image\/(?:png|jpeg|gif|webp)$/.test(media_type)
    return isKnown && /^[A-Za-z0-9+/=]+$/.test(data) ? [`data:${media_type};base64,${data}`] : []
  })
}

function imageSource(source: unknown): { media_type: string; data: string } {
  const record = typeof source === 'object' && source !== null ? { ...source } : {}
  return { media_type: textField(record, 'media_type'), data: textField(record, 'data') }
}
