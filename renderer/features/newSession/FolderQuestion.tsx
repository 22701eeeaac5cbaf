import type { FolderTrust } from '#shared/session/trust.ts'
import { FolderEntries } from '#renderer/views/FolderEntries.tsx'
import { trustText } from '#renderer/views/trustText.ts'
import * as words from './words.ts'

/** Asks whether to trust what the folder brings. Without a yes the session starts without it. */
export function FolderQuestion(props: {
  trust: FolderTrust
  folder: string
  isTrusted: boolean
  onChange: (fingerprint: string | null) => void
}) {
  const { trust } = props
  return (
    <section
      aria-label={words.trustThisFolderQuestion}
      className="rounded-card border border-l-4 border-attention/60 border-l-attention bg-surface p-3"
    >
      <p className="mb-2 text-muted">{words.sayYesOnlyIf(trustText(trust.state).sentence)}</p>
      <FolderEntries brings={trust.brings} folder={props.folder} />
      <label className="mt-3 flex items-center gap-2 py-1">
        <input
          type="checkbox"
          checked={props.isTrusted}
          onChange={(event) => props.onChange(event.target.checked ? trust.fingerprint : null)}
        />
        {words.trustThisFolderStartWith}
      </label>
    </section>
  )
}
