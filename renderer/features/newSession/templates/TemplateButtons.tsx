import {
  BookOpen,
  Bug,
  FilePlus2,
  GitPullRequest,
  LayoutTemplate,
  ListTodo,
  type LucideIcon,
  PackageCheck,
} from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Template } from '#shared/operations/template.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { templates } from './templates.ts'
import * as words from '../words.ts'

const TemplatesDialog = lazyComponent(async () => (await import('./TemplatesDialog.tsx')).TemplatesDialog)

/** Of those that come with Homeport. */
const icons: Readonly<Record<string, LucideIcon>> = {
  'built-in-fix-test': Bug,
  'built-in-review': GitPullRequest,
  'built-in-dependencies': PackageCheck,
  'built-in-explain': BookOpen,
  'built-in-plan': ListTodo,
}

/** More are in the list above. */
const MOST_SHOWN = 8

/** Templates as buttons: a click writes the starter prompt, and what is in the field already stays before it. */
export function TemplateButtons({ onTemplate }: { onTemplate: (template: Template) => void }) {
  const list = useQuery(templates)
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-labelledby="templates" className="space-y-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <h3 id="templates" className="mr-auto text-sm font-semibold">
          {words.startFromATemplate}
        </h3>
        <Button variant="ghost" onClick={() => setOpen(true)}>
          <FilePlus2 className="size-4" aria-hidden="true" />
          {words.editTemplates}
        </Button>
      </div>
      <div className="flex min-h-8 flex-wrap gap-2">
        {(list.kind === 'ready' ? list.value : []).slice(0, MOST_SHOWN).map((template) => (
          <TemplateButton key={template.id} template={template} onTemplate={onTemplate} />
        ))}
      </div>
      {isOpen && (
        <Suspense>
          <TemplatesDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  )
}

function TemplateButton({ template, onTemplate }: { template: Template; onTemplate: (template: Template) => void }) {
  const Icon = icons[template.id] ?? LayoutTemplate
  return (
    <Button className="max-w-full" title={withMarks(template.description)} onClick={() => onTemplate(template)}>
      <Icon className="size-4 shrink-0 text-muted" aria-hidden="true" />
      <span dir="auto" className="truncate">
        <Marked text={template.name} />
      </span>
    </Button>
  )
}
