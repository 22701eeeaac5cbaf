import type { ReactNode } from 'react'
import type { Sign } from '#renderer/format/statusLabel.ts'

/** The sign of a session's status: a shape each, not only a colour. The text beside it carries the meaning. */
export function StatusSign({ sign }: { sign: Sign }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" fill="none" className="size-4 shrink-0" strokeLinecap="round">
      {shapes[sign]}
    </svg>
  )
}

const shapes: Readonly<Record<Sign, ReactNode>> = {
  starting: <circle cx="8" cy="8" r="5.5" strokeDasharray="2.5 2.5" strokeWidth="1.5" className="stroke-accent" />,
  working: (
    <g strokeWidth="2" className="turning">
      <circle cx="8" cy="8" r="5.5" className="stroke-accent-line" />
      <path d="M8 2.5a5.5 5.5 0 0 1 5.5 5.5" className="stroke-accent" />
    </g>
  ),
  needs_you: (
    <g className="fill-attention-dot">
      <circle cx="8" cy="8" r="7" opacity="0.24" />
      <circle cx="8" cy="8" r="4" />
    </g>
  ),
  unread: <circle cx="8" cy="8" r="4" className="fill-accent" />,
  ready: <circle cx="8" cy="8" r="3.5" strokeWidth="1.5" className="stroke-line-strong" />,
  failed: (
    <g strokeWidth="1.5" className="stroke-bad">
      <circle cx="8" cy="8" r="6.5" />
      <path d="M8 4.8v3.6M8 11h.01" />
    </g>
  ),
  asleep: <path d="M13.5 9a5.8 5.8 0 1 1-6.5-6.5 4.6 4.6 0 0 0 6.5 6.5Z" strokeWidth="1.3" className="stroke-muted" />,
  ended: <path d="M4.5 8h7" strokeWidth="2" className="stroke-line-strong" />,
}
