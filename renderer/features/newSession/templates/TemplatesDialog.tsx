import { useState } from 'react'
import { createPortal } from 'react-dom'
import type { Template, TemplateId } from '#shared/operations/template.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { fieldsOf, NEW_TEMPLATE, type TemplateFields } from './templateFields.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { deleteTemplate, templates } from './templates.ts'

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
      <Dialog title={edited.id === null ? 'New template' : 'Edit template'} isWide onClose={onClose}>
        <TemplateForm {...edited} onDone={() => (first === undefined ? setEdited(null) : onClose())} />
      </Dialog>
    )
  }
  return (
    <Dialog title="Templates" isWide onClose={onClose}>
      <div className="w-[min(560px,calc(100vw-72px))] space-y-3">
        {list.kind === 'failed' && <Problem>{list.message}</Problem>}
        {list.kind === 'loading' && <Loading what="Reading templates…" />}
        {list.kind === 'ready' && (
          <ul className="divide-y divide-line">
            {list.value.map((template) => (
              <Listed key={template.id} template={template} onEdit={setEdited} />
            ))}
          </ul>
        )}
        <div className="flex justify-end gap-1.5">
          <Button onClick={() => setEdited({ id: null, fields: NEW_TEMPLATE })}>New template…</Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

const origins: Readonly<Record<Template['origin'], string>> = {
  built_in: 'Comes with Homeport',
  own: 'Yours',
  shared: 'Shared by an owner',
}

function Listed({ template, onEdit }: { template: Template; onEdit: (edited: Edited) => void }) {
  const { id, name, description, origin, shared } = template
  const isOwn = origin === 'own'
  const copy = { ...fieldsOf(template), name: `${name} (copy)`.slice(0, 200), shared: false }
  return (
    <li className="flex flex-wrap items-center gap-1.5 py-2">
      <div className="min-w-40 flex-1">
        <p dir="auto" className="font-medium wrap-anywhere">
          <Marked text={name} />
        </p>
        <p className="text-xs text-muted">
          {isOwn && shared ? 'Yours, shared' : origins[origin]}
          {description !== '' && (
            <>
              {' · '}
              <Marked text={description} />
            </>
          )}
        </p>
      </div>
      {isOwn && (
        <Button aria-label={`Edit ${name}`} onClick={() => onEdit({ id, fields: fieldsOf(template) })}>
          Edit
        </Button>
      )}
      <Button variant="ghost" aria-label={`Copy ${name}`} onClick={() => onEdit({ id: null, fields: copy })}>
        Copy…
      </Button>
      {isOwn && (
        <Button variant="ghost" aria-label={`Delete ${name}`} onClick={() => void deleteTemplate(template)}>
          Delete
        </Button>
      )}
    </li>
  )
}
