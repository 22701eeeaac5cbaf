import type { Brought } from '#shared/session/trust.ts'
import { folderEntryGroups } from './trustText.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './words.ts'

/**
 * Everything that a folder brings for Claude Code, in full, grouped by file. It was written by whoever wrote the
 * folder, so it is only ever shown as text, apart from the page's own words.
 */
export function FolderEntries({ brings, folder }: { brings: readonly Brought[]; folder: string }) {
  return (
    // Scrollable content must be reachable by keyboard.
    <div
      tabIndex={0}
      role="region"
      aria-label={words.whatThisFolderBrings}
      className="max-h-[40dvh] space-y-3 overflow-y-auto"
    >
      {folderEntryGroups.map(({ kind, title }) => {
        const group = brings.filter((one) => one.kind === kind)
        return (
          group.length > 0 && (
            <section key={kind}>
              <h4 className="mb-1 text-xs font-semibold text-muted">
                {title} · {group.length}
              </h4>
              <ul className="space-y-1.5">
                {group.map(({ source, text }, index) => (
                  <li key={`${source} ${index}`} className="rounded-control bg-ground px-2.5 py-1.5">
                    <bdi className="block text-xs wrap-anywhere text-muted">
                      <Marked text={within(source, folder)} code />
                    </bdi>
                    <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">
                      <bdi>
                        <Marked text={text} code />
                      </bdi>
                    </pre>
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
    </div>
  )
}

function within(source: string, folder: string): string {
  return source.startsWith(`${folder}/`) || source.startsWith(`${folder}\\`) ? source.slice(folder.length + 1) : source
}
