import type { Danger } from '#shared/session/session.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/** Every danger, each in a line. Nothing when there is none. */
export function DangerList({ dangers }: { dangers: readonly Danger[] }) {
  return dangers.length === 0 ? null : (
    <ul className="space-y-0.5 rounded-control bg-bad-ground px-2.5 py-1.5 text-bad">
      {dangers.map(({ text }, index) => (
        <li key={index} className="flex gap-2">
          <span aria-hidden="true">⚠</span>
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span className="sr-only">{words.carefulSaid} </span>
            <bdi>
              <Marked text={text} />
            </bdi>
          </span>
        </li>
      ))}
    </ul>
  )
}
