import type { SkillFile } from '#shared/session/session.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { TextBlock } from '#renderer/ui/TextBlock.tsx'

/** What the file of a skill lets run unasked, which nobody was shown when the folder was trusted. */
export function SkillFiles({ files }: { readonly files: readonly SkillFile[] }) {
  return files.map(({ path, brings, is_whole }) => (
    <section key={path} aria-label="Skill of a folder below">
      <p className="[overflow-wrap:anywhere] text-muted">
        Skill in{' '}
        <span dir="ltr" className="font-mono">
          <Marked text={path} code />
        </span>
        {!is_whole && ' (only its beginning)'}
      </p>
      <TextBlock text={brings} label="What it brings" />
    </section>
  ))
}
