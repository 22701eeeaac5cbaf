import { Marked } from '#renderer/ui/Marked.tsx'
import { hostOf } from './hosts.ts'
import * as words from './laterWords.ts'

/** The address that a server wants opened, in full, with its actual host. */
export function Visit({ url }: { url: string }) {
  const host = hostOf(url)
  return (
    <div className="space-y-1">
      <p dir="ltr" className="font-mono whitespace-pre-wrap [overflow-wrap:anywhere]">
        <Marked text={url} code />
      </p>
      {host !== null && host !== '' && (
        <p className="[overflow-wrap:anywhere]">
          <span className="text-muted">{words.leadsTo} </span>
          <strong dir="ltr">{host}</strong>
        </p>
      )}
      {!opensSafely(url) && <p className="text-bad">{words.onlyWebAddressesAreOpened}</p>}
    </div>
  )
}

/** Whether the address may be opened. */
export function opensSafely(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}
