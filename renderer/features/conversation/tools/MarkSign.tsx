import type { ToolMark } from '../describeTool.ts'

const marks: Readonly<Record<ToolMark, { readonly sign: string; readonly word: string; readonly look: string }>> = {
  running: { sign: '…', word: 'running', look: 'text-accent' },
  asking: { sign: '● needs you', word: '', look: 'text-lamp text-xs' },
  done: { sign: '✓', word: 'done', look: 'text-good' },
  failed: { sign: '×', word: 'failed', look: 'text-bad' },
  background: { sign: '…', word: 'in the background', look: 'text-muted' },
  cut: { sign: 'stopped', word: '', look: 'text-muted text-xs' },
  denied: { sign: 'denied', word: '', look: 'text-bad text-xs' },
}

/** How a call went, as a sign with a word behind it. */
export function MarkSign({ mark }: { mark: ToolMark }) {
  const { sign, word, look } = marks[mark]
  return (
    <span className={`shrink-0 ${look}`}>
      <span aria-hidden={word !== ''}>{sign}</span>
      {word !== '' && <span className="sr-only">{word}</span>}
    </span>
  )
}
