import { FileText, X } from 'lucide-react'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { detach, type Attaching } from '#renderer/state/writing/attachments.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from '../laterWords.ts'

/** The files that go with the next message: how far they are, and a way to take them back. */
export function AttachingFiles({ files }: { files: readonly Attaching[] }) {
  return (
    <ul aria-label={words.attachedFiles} className="flex flex-wrap gap-1.5 px-3 pt-2.5">
      {files.map((file) => (
        <li
          key={file.key}
          className={classes(
            'flex max-w-full items-center gap-2 rounded-control border pl-2 text-sm',
            file.state.kind === 'refused' ? 'border-bad' : 'border-line',
          )}
        >
          {file.preview === null ? (
            <FileText className="size-4 shrink-0 text-muted" aria-hidden="true" />
          ) : (
            <img src={file.preview} alt="" className="size-6 rounded object-cover" />
          )}
          <span dir="auto" className="min-w-0 max-w-60 truncate" title={withMarks(file.name)}>
            <Marked text={file.name} />
          </span>
          <Standing file={file} />
          <IconButton label={words.removeName(withMarks(file.name))} onClick={() => detach([file.key])}>
            <X className="size-4" />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

function Standing({ file: { state, size } }: { file: Attaching }) {
  return state.kind === 'refused' ? (
    <span role="alert" className="text-xs text-bad">
      {state.problem}
    </span>
  ) : (
    <span className="shrink-0 text-xs text-muted">{state.kind === 'uploading' ? words.uploading : bytes(size)}</span>
  )
}
