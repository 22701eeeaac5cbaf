import { safeAddress } from '#renderer/content/markdown/parseMarkdown.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { hostOf, type WebSource } from './webResult.ts'

/** Sources as links beside their hosts, which nobody can write as something else. */
export function SourceList({ sources, label }: { sources: readonly WebSource[]; label: string }) {
  return (
    <ol aria-label={label} className="list-decimal space-y-1 pl-5 [overflow-wrap:anywhere] marker:text-muted">
      {sources.map(({ url, title, quote }) => (
        <li key={`${url} ${title}`} dir="auto">
          <Source url={url} title={title === '' ? url : title} />
          {quote !== '' && (
            <blockquote dir="auto" className="border-s-2 border-line ps-2 text-muted">
              <Marked text={quote} />
            </blockquote>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Only the web can be followed. */
function Source({ url, title }: { url: string; title: string }) {
  const address = safeAddress(url)
  const host = hostOf(url)
  return (
    <>
      {address === null ? (
        <span title={withMarks(url)}>
          <Marked text={title} />
        </span>
      ) : (
        <a
          href={address}
          target="_blank"
          rel="noreferrer noopener"
          className="inline-flex items-center text-accent underline underline-offset-2 touch:min-h-11"
        >
          <Marked text={title} />
        </a>
      )}
      {host !== '' && (
        <bdi dir="ltr" className="ms-2 text-xs text-muted">
          {host}
        </bdi>
      )}
    </>
  )
}
