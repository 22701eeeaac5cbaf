import { BookOpen, Bug, GitPullRequest, PackageCheck } from 'lucide-react'
import { Button } from '#renderer/ui/Button.tsx'
import * as words from './words.ts'

const starters = [
  {
    title: words.fixAFailingTest,
    icon: Bug,
    prompt: words.runTheTestsPickOne,
  },
  {
    title: words.reviewAPullRequest,
    icon: GitPullRequest,
    prompt: words.reviewWhatThisBranchChanges,
  },
  {
    title: words.updateDependencies,
    icon: PackageCheck,
    prompt: words.listTheDependenciesThatAre,
  },
  {
    title: words.explainThisProject,
    icon: BookOpen,
    prompt: words.explainThisProjectToSomebody,
  },
] as const

/** First prompts that are used often: a click writes one, and what is in the field already stays before it. */
export function StarterPrompts({ prompt, onPrompt }: { prompt: string; onPrompt: (prompt: string) => void }) {
  return (
    <section aria-labelledby="starters" className="space-y-2">
      <h3 id="starters" className="text-sm font-semibold">
        {words.startFromATemplate}
      </h3>
      <div className="flex flex-wrap gap-2">
        {starters.map(({ title, icon: Icon, prompt: starter }) => (
          <Button
            key={title}
            onClick={() => onPrompt(prompt.trim() === '' ? starter : `${prompt.trimEnd()}\n\n${starter}`)}
          >
            <Icon className="size-4 text-muted" aria-hidden="true" />
            {title}
          </Button>
        ))}
      </div>
    </section>
  )
}
