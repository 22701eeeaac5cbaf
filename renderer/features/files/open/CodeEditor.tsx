import { useEffect, useRef } from 'react'
import type { Editing } from './editing.ts'
import { openEditor } from './editor.ts'

/** The editor of a text that somebody writes in. */
export function CodeEditor({ editing, isReadOnly }: { editing: Editing; isReadOnly: boolean }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (box.current === null) {
      return undefined
    }
    const editor = openEditor(box.current, {
      path: editing.path,
      text: editing.text,
      isReadOnly,
      onChange: () => editing.changed(),
      onSave: () => void (isReadOnly || editing.save()),
    })
    const detach = editing.attach(editor)
    return () => {
      detach()
      editor.close()
    }
  }, [editing, isReadOnly])
  return <div ref={box} className="min-h-0 flex-1 overflow-hidden" />
}
