import { ArrowUp } from 'lucide-react'
import { type KeyboardEvent, Suspense, useState } from 'react'
import { baseName } from '#shared/session/paths.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { startSession } from '#renderer/state/session/sessionActions.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { lazyAfterDrawing } from '#renderer/ui/lazyComponent.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

const LastChoices = lazyAfterDrawing(async () => (await import('./LastChoices.tsx')).LastChoices)

const OTHER = ''

/**
 * Starts a session in a folder that was used before, with its first message; what is written here is the draft of the
 * page for new sessions, where any other folder is chosen. `folders`: the latest first, at least one.
 */
export function StartComposer({ folders }: { folders: readonly string[] }) {
  const [prompt, setPrompt] = useDraft('new')
  const [chosen, setChosen] = useState<string | null>(null)
  const [picked, setPicked] = useState<{ readonly folder: string; readonly choice: Choice } | null>(null)
  const [state, setState] = useState<'ready' | 'starting' | { readonly problem: string }>('ready')
  const folder = chosen ?? folders[0] ?? OTHER
  const choice = picked?.folder === folder ? picked.choice : null
  const mayStart = prompt.trim() !== '' && state !== 'starting'
  return (
    <form
      aria-label={words.newSession}
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
      className="flex-none space-y-2 border-t border-line px-6 py-3.5"
    >
      {typeof state === 'object' && <Problem>{state.problem}</Problem>}
      <div className="mx-auto flex w-full max-w-246 flex-wrap items-end gap-1 rounded-card border border-line-strong/60 bg-surface p-1.5">
        <GrowingText
          aria-label={words.whatShouldClaudeDo}
          rows={1}
          value={prompt}
          placeholder={words.startANewSession}
          onChange={(event) => setPrompt(event.target.value)}
          onKeyDown={startOnEnter}
          className="thin-scroll block max-h-60 min-h-8 min-w-56 flex-1 resize-none max-xl:basis-full bg-transparent rounded-control px-2 py-1 text-base touch:text-[16px]"
        />
        <div className="ml-auto flex flex-wrap items-center justify-end gap-1">
          <FolderChoice folders={folders} folder={folder} onChoose={setChosen} />
          <Suspense>
            <LastChoices folder={folder} picked={choice} onChange={(next) => setPicked({ folder, choice: next })} />
          </Suspense>
          <Button type="submit" variant="primary" aria-label={words.startSession} disabled={!mayStart} className="px-2">
            <ArrowUp className="size-4" />
          </Button>
        </div>
      </div>
    </form>
  )

  async function start(): Promise<void> {
    if (!mayStart) {
      return
    }
    setState('starting')
    try {
      const { choiceParams, lastChoice, rememberChoice } = await import('#renderer/state/browser/lastChoices.ts')
      const used = choice ?? lastChoice(folder)
      const id = await startSession({ project_path: folder, ...choiceParams(used) }, prompt)
      rememberChoice(folder, used)
      setPrompt('')
      goTo(`/session/${id}`)
    } catch (error) {
      setState({ problem: errorMessage(error) })
    }
  }
}

/** Enter starts, Shift + Enter breaks the line. */
function startOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === 'Enter' && !event.shiftKey && !isComposing(event.nativeEvent)) {
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }
}

function FolderChoice(props: { folders: readonly string[]; folder: string; onChoose: (path: string) => void }) {
  const { folders, folder, onChoose } = props
  return (
    <PickerSelect
      label={words.folder}
      dir="auto"
      value={folder}
      onChange={({ target }) => (target.value === OTHER ? goTo('/new') : onChoose(target.value))}
    >
      {folders.map((path) => (
        <option key={path} value={path} dir="auto">
          {withMarks(baseName(path))}
        </option>
      ))}
      <option value={OTHER}>{words.anotherFolder}</option>
    </PickerSelect>
  )
}
