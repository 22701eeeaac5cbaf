import type { FolderTrust } from '#shared/session/trust.ts'
import { BroughtList } from '#renderer/views/BroughtList.tsx'
import { trustWords } from '#renderer/views/trustWords.ts'

/** Whether the session shall start with what its folder brings. Without a yes it starts without. */
export function FolderQuestion(props: {
  trust: FolderTrust
  folder: string
  isTrusted: boolean
  onChange: (fingerprint: string | null) => void
}) {
  const { trust } = props
  return (
    <section
      aria-label="Trust this folder?"
      className="rounded-card border border-l-4 border-lamp/60 border-l-lamp bg-surface p-3"
    >
      <p className="mb-2 text-muted">{trustWords(trust.state).sentence} Say yes only if you know who wrote it.</p>
      <BroughtList brings={trust.brings} folder={props.folder} />
      <label className="mt-3 flex items-center gap-2 py-1">
        <input
          type="checkbox"
          checked={props.isTrusted}
          onChange={(event) => props.onChange(event.target.checked ? trust.fingerprint : null)}
        />
        Trust this folder: start with all of this
      </label>
    </section>
  )
}
