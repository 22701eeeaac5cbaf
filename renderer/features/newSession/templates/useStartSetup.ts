import { useState } from 'react'
import type { InputOf } from '#shared/operations/table.ts'
import type { Template } from '#shared/operations/template.ts'
import { draftOf, EMPTY_SETUP, type SetupDraft, setupOf, valuesOf } from '#renderer/views/setup/setupDraft.ts'
import * as words from '../words.ts'

/** What a new session is made with beside folder, model and mode. */
export interface StartSetup {
  readonly draft: SetupDraft
  readonly setDraft: (draft: SetupDraft) => void
  /** The template that was chosen last; null: none. */
  readonly template: Template | null
  readonly choose: (template: Template | null) => void
  readonly isOpen: boolean
  readonly setOpen: (isOpen: boolean) => void
}

export function useStartSetup(): StartSetup {
  const [draft, setDraft] = useState(EMPTY_SETUP)
  const [template, setTemplate] = useState<Template | null>(null)
  const [isOpen, setOpen] = useState(false)
  return {
    draft,
    setDraft,
    template,
    choose: (next) => {
      setTemplate(next)
      setDraft(next === null ? EMPTY_SETUP : draftOf(next.setup, next.environment, true))
      // Values are asked for, and what runs on the workstation is seen before it does.
      setOpen(next !== null && (next.environment.length > 0 || next.setup.mcp_servers !== undefined))
    },
    isOpen,
    setOpen,
  }
}

/** What `session.create` is asked. @throws Error in words, for a variable without a value. */
export function setupParams(draft: SetupDraft): Pick<InputOf<'session.create'>, 'setup' | 'environment'> {
  const empty = draft.variables.find(({ name, value }) => name !== '' && value === '')
  if (empty !== undefined) {
    throw new MissingValue(empty.name)
  }
  const [setup, environment] = [setupOf(draft), valuesOf(draft)]
  return {
    ...(Object.keys(setup).length === 0 ? {} : { setup }),
    ...(Object.keys(environment).length === 0 ? {} : { environment }),
  }
}

/** A variable that was named and has no value. */
export class MissingValue extends Error {
  constructor(name: string) {
    super(words.giveNameAValueUnder(name))
  }
}
