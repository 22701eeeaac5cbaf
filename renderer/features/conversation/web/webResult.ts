import type { ToolItem } from '#shared/session/timeline/items.ts'
import { isRecord, recordList, textField } from '#shared/session/tools/toolInput.ts'

/** A page of the web that Claude found or names. */
export interface WebSource {
  readonly url: string
  readonly title: string
  /** Words of it; empty where none are given. */
  readonly quote: string
}

/** What a search of the web found: its pages, each once, and what was said of them as Markdown. */
export interface WebResult {
  readonly sources: readonly WebSource[]
  readonly text: string
}

/** The result of a search; null where Claude Code gave none in parts. */
export function webResult({ result }: Pick<ToolItem, 'result'>): WebResult | null {
  const parts = result?.details?.['results']
  if (!Array.isArray(parts)) {
    return null
  }
  const found = new Map<string, WebSource>()
  for (const hit of parts.filter(isRecord).flatMap(({ content }) => recordList(content))) {
    const url = textField(hit, 'url')
    if (!found.has(url)) {
      found.set(url, { url, title: textField(hit, 'title'), quote: '' })
    }
  }
  const text = parts.filter((part) => typeof part === 'string').join('\n\n')
  return found.size === 0 && text.trim() === '' ? null : { sources: [...found.values()], text }
}

/** What a fetched page is, as its server said. */
export interface WebPage {
  readonly url: string
  /** `200 OK`. */
  readonly status: string
  readonly bytes: number | null
  /** What the page says to Claude’s question, as Markdown. */
  readonly text: string
}

/** The page that a call fetched; `output`: its result as text. */
export function webPage({ input, result }: Pick<ToolItem, 'input' | 'result'>, output: string): WebPage {
  const details = result?.details ?? {}
  const { code, bytes } = details
  const status = [typeof code === 'number' ? String(code) : '', textField(details, 'codeText')]
  return {
    url: textField(details, 'url') || textField(input, 'url'),
    status: status.filter((part) => part !== '').join(' '),
    bytes: typeof bytes === 'number' && bytes >= 0 ? bytes : null,
    text: textField(details, 'result') || output,
  }
}

/** The host of an address as it is asked for, in ASCII; empty where there is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
