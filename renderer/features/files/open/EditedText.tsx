import { Eye, Pencil, Save, Search, Undo2 } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { type EditedFile, Editing } from './editing.ts'
import { isWritable } from './fileText.ts'
import * as words from '../words.ts'

const CodeEditor = lazyComponent(async () => (await import('./CodeEditor.tsx')).CodeEditor)

/** A way to the file: another one each time that somebody goes there. */
export interface Visit {
  /** From 1 on; null: to the file as it was left. */
  readonly line: number | null
}

/** A text in the editor, or a Markdown text as it reads. */
export function EditedText({ file, visit }: { file: EditedFile; visit: Visit }) {
  const [editing] = useState(() => new Editing(file))
  const [isPreview, setPreview] = useState(false)
  useEffect(() => editing.follow(), [editing])
  useGoTo(editing, visit)
  const mayWrite = useMay('drive') && isWritable(file.text)
  const { conflict } = useStore(editing.state, (state) => state)
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-1.5 px-2 py-1">
        {/\.(md|markdown)$/i.test(file.path) && (
          <Button variant="ghost" onClick={() => setPreview(!isPreview)}>
            {isPreview ? <Pencil className="size-4" /> : <Eye className="size-4" />}
            {isPreview ? words.text : words.preview}
          </Button>
        )}
        {!isPreview && (
          <Button variant="ghost" onClick={() => editing.find()}>
            <Search className="size-4" />
            {words.find}
          </Button>
        )}
        <span className="flex-1" />
        <Outside editing={editing} />
        {mayWrite ? <Writing editing={editing} /> : <span className="text-xs text-muted">{words.readOnly}</span>}
      </div>
      {isPreview ? (
        <div className="thin-scroll min-h-0 flex-1 overflow-y-auto p-4">
          <Markdown text={editing.text} />
        </div>
      ) : (
        <Suspense fallback={<Loading what={words.openingTheEditor} />}>
          <CodeEditor editing={editing} isReadOnly={!mayWrite} />
        </Suspense>
      )}
      {conflict !== null && <ConflictDialog path={file.path} conflict={conflict} editing={editing} />}
    </>
  )
}

/** What others did to the file while it is open here. */
function Outside({ editing }: { editing: Editing }) {
  const { outside, isChanged } = useStore(editing.state, (state) => state)
  return (
    <>
      <span role="status" className="text-xs text-attention">
        {outside === null ? '' : outside === 'changed' ? words.changedByOthersMeanwhile : words.deletedMeanwhile}
      </span>
      {outside === 'changed' && isChanged && (
        <Button variant="ghost" onClick={() => void editing.compare()}>
          {words.compare}
        </Button>
      )}
    </>
  )
}

/** A Markdown text that is read as it reads stays so. */
function useGoTo(editing: Editing, visit: Visit): void {
  useEffect(() => {
    if (visit.line !== null) {
      editing.goTo(visit.line)
    }
  }, [editing, visit])
}

/** What is not saved, and what to do about it. */
function Writing({ editing }: { editing: Editing }) {
  const { isChanged, isKept, isBusy } = useStore(editing.state, (state) => state)
  return isChanged ? (
    <>
      <span role="status" className="text-xs text-muted">
        {isKept ? words.notSaved : words.notSavedAndTooLarge}
      </span>
      <Button variant="ghost" onClick={() => editing.discard()}>
        <Undo2 className="size-4" />
        {words.discard}
      </Button>
      <Button variant="primary" disabled={isBusy} onClick={() => void editing.save()}>
        <Save className="size-4" />
        {words.save}
      </Button>
    </>
  ) : null
}
