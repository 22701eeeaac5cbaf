import type { ToolItem } from '#shared/session/timeline/items.ts'
import { subAgentReport, withoutInternalTags } from '../internalTags.ts'
import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import { isSubAgent } from '#shared/session/tools/toolPhrase.ts'

/**
 * The result of a call as text: the structured output of a command, where there is one. Empty while it runs, when it
 * printed nothing, and when it was denied, which is shown beside it.
 */
export function resultText(tool: Pick<ToolItem, 'name' | 'result' | 'approval'>): string {
  const { result, approval } = tool
  if (result === null || approval?.outcome?.decision === 'deny') {
    return ''
  }
  const { details = {}, content } = result
  if (typeof details['stdout'] === 'string' && details['backgroundTaskId'] === undefined) {
    const streams = [details['stdout'], textField(details, 'stderr')]
    return streams.filter((text) => text !== '').join('\n')
  }
  const text = typeof content === 'string' ? content : textsOf(content)
  return isSubAgent(tool) && !result.is_error ? subAgentReport(result.details, text) : withoutInternalTags(text)
}

function textsOf(content: readonly Readonly<Record<string, unknown>>[]): string {
  return content
    .map((block) => textField(block, 'text'))
    .filter((text) => text !== '')
    .join('\n')
}

/**
 * The file of a Read without the line numbers that Claude Code adds, and the number of its first line. Other output is
 * unchanged.
 */
export function readFile(tool: Pick<ToolItem, 'result'>, output: string): { text: string; first: number } {
  const file = tool.result?.details?.['file']
  if (isRecord(file) && typeof file['content'] === 'string') {
    return { text: file['content'], first: typeof file['startLine'] === 'number' ? file['startLine'] : 1 }
  }
  const lines = output.replace(/\n$/, '').split('\n')
  const numbers = lines.map((line) => /^ {0,9}(\d{1,9})[→\t]/.exec(line))
  const first = Number(numbers[0]?.[1])
  const isNumbered = numbers.every((number, index) => Number(number?.[1]) === first + index)
  return isNumbered
    ? { text: lines.map((line, index) => line.slice(numbers[index]?.[0].length)).join('\n'), first }
    : { text: output, first: 1 }
}

/** The images of a result as `img` sources, of the formats that all browsers support. */
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
