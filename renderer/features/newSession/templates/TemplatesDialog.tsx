import { useState } from 'react'
import { createPortal } from 'react-dom'
import type { Template, TemplateId } from '#shared/operations/template.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { fieldsOf, NEW_TEMPLATE, type TemplateFields } from './templateFields.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { deleteTemplate, templates, unshareTemplate } from './templates.ts'
import * as words from '../words.ts'

interface Edited {
  /** null: a new one. */
  readonly id: TemplateId | null
  readonly fields: TemplateFields
}

/** The templates: to make, change, copy and delete. `first`: what a new one begins with. No part of the form that opened it. */
export function TemplatesDialog(props: { first?: TemplateFields; onClose: () => void }) {
  return createPortal(<Templates {...props} />, document.body)
}

function Templates({ first, onClose }: { first?: TemplateFields; onClose: () => void }) {
  const list = useQuery(templates)
  const [edited, setEdited] = useState<Edited | null>(first === undefined ? null : { id: null, fields: first })
  if (edited !== null) {
    return (
      <Dialog title={edited.id === null ? words.newTemplate : words.editTemplate} isWide onClose={onClose}>
        <TemplateForm {...edited} onDone={() => (first === undefined ? setEdited(null) : onClose())} />
      </Dialog>
    )
  }
  return (
    <Dialog title={words.templates} isWide onClose={onClose}>
      <div className="w-[min(560px,calc(100vw-72px))] space-y-3">
        {list.kind === 'failed' && <Problem>{list.message}</Problem>}
        {list.kind === 'loading' && <Loading what={words.readingTemplates} />}
        {list.kind === 'ready' && (
          <ul className="divide-y divide-line">
            {list.value.map((template) => (
              <Listed key={template.id} template={template} onEdit={setEdited} />
            ))}
          </ul>
        )}
        <div className="flex justify-end gap-1.5">
          <Button onClick={() => setEdited({ id: null, fields: NEW_TEMPLATE })}>{words.newTemplateAsked}</Button>
          <Button variant="primary" onClick={onClose}>
            {words.done}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

const origins: Readonly<Record<Template['origin'], string>> = {
  built_in: words.comesWithHomeport,
  own: words.yours,
  shared: words.sharedByAnOwner,
}

function Listed({ template, onEdit }: { template: Template; onEdit: (edited: Edited) => void }) {
  const { id, name, description, origin, shared } = template
  const isOwn = origin === 'own'
  // Who shared it may be an owner no more: any owner takes it back.
  const mayUnshare = useMay('manage')
  const copy = { ...fieldsOf(template), name: `${name} (copy)`.slice(0, 200), shared: false }
  return (
    <li className="flex flex-wrap items-center gap-1.5 py-2">
      <div className="min-w-40 flex-1">
        <p dir="auto" className="font-medium wrap-anywhere">
          <Marked text={name} />
        </p>
        <p className="text-xs text-muted">
          {isOwn && shared ? words.yoursShared : origins[origin]}
          {description !== '' && (
            <>
              {' · '}
              <Marked text={description} />
            </>
          )}
        </p>
      </div>
      {isOwn && (
        <Button aria-label={words.editName(name)} onClick={() => onEdit({ id, fields: fieldsOf(template) })}>
          {words.edit}
        </Button>
      )}
      <Button variant="ghost" aria-label={words.copyName(name)} onClick={() => onEdit({ id: null, fields: copy })}>
        {words.copy}
      </Button>
      {isOwn && (
        <Button variant="ghost" aria-label={words.deleteName(name)} onClick={() => void deleteTemplate(template)}>
          {words.deleteIt}
        </Button>
      )}
      {origin === 'shared' && mayUnshare && (
        <Button variant="ghost" aria-label={words.stopSharingName(name)} onClick={() => void unshareTemplate(template)}>
          {words.stopSharing}
        </Button>
      )}
    </li>
  )
}
