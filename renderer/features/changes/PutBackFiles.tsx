import type { SessionId } from '#shared/ids.ts'
import type { LeftFile, PutBackFile, PutBackPreview } from '#shared/operations/changes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ChangeDiff } from './ChangeDiff.tsx'
import { LineTotals } from './LineTotals.tsx'
import * as words from './words.ts'

/** What putting back would change, each with its diff, and what it would leave. */
export function PutBackFiles({ preview, session_id }: { preview: PutBackPreview; session_id: SessionId }) {
  const { files, left } = preview
  return (
    <>
      {files.length === 0 && <p role="status">{words.thereIsNothingToPut}</p>}
      <ul aria-label={words.filesThatArePutBack} className="thin-scroll max-h-80 overflow-y-auto text-text">
        {files.map((file) => (
          <li key={file.path}>
            <FileDetails file={file} session_id={session_id} />
          </li>
        ))}
      </ul>
      {left.length > 0 && (
        <div>
          <p>{words.leftAsTheyAre}</p>
          <ul aria-label={words.filesThatAreLeft} className="thin-scroll max-h-32 overflow-y-auto font-mono text-xs">
            {left.map(({ path, why }) => (
              <li key={path} className="wrap-anywhere">
                <bdi>
                  <Marked text={path} code />
                </bdi>{' '}
                <span className="font-sans">{whyText[why]}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function FileDetails({ file, session_id }: { file: PutBackFile; session_id: SessionId }) {
  const { path, kind, now_id, then_id } = file
  const word = { added: words.comesBack, modified: 'changes', deleted: words.isRemoved }[kind]
  return (
    <details>
      <summary className="flex min-h-8 cursor-pointer items-center gap-2 touch:min-h-11">
        <bdi className="min-w-0 flex-1 truncate font-mono text-xs">
          <Marked text={path} code />
        </bdi>
        <span className="text-sm text-muted">{word}</span>
        <LineTotals files={[file]} />
      </summary>
      <ChangeDiff session_id={session_id} file={{ path, before_id: now_id, after_id: then_id, is_kept: true }} />
    </details>
  )
}

const whyText: Readonly<Record<LeftFile['why'], string>> = {
  changed_since: words.changedSinceNotOnlyBy,
  not_kept: words.whatItWasIsNot,
  not_reachable: words.aLinkOrAFolder,
  failed: words.itCouldNotBeWritten,
}
