import { TriangleAlert } from 'lucide-react'
import type { Danger } from '#shared/session/session.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/** Every danger, each in a line. Nothing when there is none. */
export function DangerList({ dangers }: { dangers: readonly Danger[] }) {
  return dangers.length === 0 ? null : (
    <ul className="space-y-1 rounded-control border border-bad-line bg-bad-ground px-3 py-2 font-medium text-bad">
      {dangers.map(({ text }, index) => (
        <li key={index} className="flex gap-2">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
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
