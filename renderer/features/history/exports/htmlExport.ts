import type { HistoryConversation } from '#shared/operations/history.ts'
import type { TimelineItem } from '#shared/session/timeline/items.ts'
import { exportedFacts, type ExportedPart, exportedParts } from './exportedParts.ts'
import * as words from '../words.ts'

/** Nothing is fetched and nothing runs, whatever stands in the conversation. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.5rem 0}
.you{background:color-mix(in srgb,currentColor 8%,transparent);border-radius:8px;padding:.5rem .75rem;margin:1.5rem 0 1rem}
.step,.remark{opacity:.75;font-size:.9rem}details pre{font-family:ui-monospace,monospace;font-size:.85rem}`

/** The conversation as one page that needs nothing else. What was said stands in it as text, Markdown as it was written. */
export function htmlOf(conversation: HistoryConversation, items: readonly TimelineItem[]): string {
  const title = escaped(conversation.title === '' ? words.conversation : conversation.title)
  const parts = exportedParts(conversation, items).map(writtenPart).join('\n')
  const facts = escaped(exportedFacts(conversation).join(' · '))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<h1 dir="auto">${title}</h1>
<p class="step">${facts}</p>
${parts}
</html>
`
}

function writtenPart(part: ExportedPart): string {
  switch (part.kind) {
    case 'prompt':
      return `<div class="you" title="${escaped(part.at)}">${pre(part.text)}</div>`
    case 'answer':
      return pre(part.text)
    case 'step':
      return part.output === ''
        ? `<p class="step" dir="auto">${escaped(part.text)}</p>`
        : `<details class="step"><summary dir="auto">${escaped(part.text)}</summary>${pre(part.output)}</details>`
    case 'remark':
      return `<p class="remark" dir="auto">${escaped(part.text)}</p>`
  }
}

function pre(text: string): string {
  return `<pre dir="auto">${escaped(text)}</pre>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
