import { BookOpen, Bug, GitPullRequest, PackageCheck } from 'lucide-react'
import { Button } from '#renderer/ui/Button.tsx'

const starters = [
  {
    title: 'Fix a failing test',
    icon: Bug,
    prompt:
      'Run the tests. Pick one that fails, find out why, and fix the cause rather than the test. Then run them all again.',
  },
  {
    title: 'Review a pull request',
    icon: GitPullRequest,
    prompt:
      'Review what this branch changes against the main branch. Look for bugs, missing tests and unclear names, and list what you find by weight. Change nothing.',
  },
  {
    title: 'Update dependencies',
    icon: PackageCheck,
    prompt:
      'List the dependencies that are out of date. Update those without breaking changes one by one, running the tests after each, and tell me what is left and why.',
  },
  {
    title: 'Explain this project',
    icon: BookOpen,
    prompt:
      'Explain this project to somebody new: what it does, how its parts fit together, where a change would go, and how to run and test it. Change nothing.',
  },
] as const

/** First prompts that are used often: a click writes one, and what is in the field already stays before it. */
export function StarterPrompts({ prompt, onPrompt }: { prompt: string; onPrompt: (prompt: string) => void }) {
  return (
    <section aria-labelledby="starters" className="space-y-2">
      <h3 id="starters" className="text-sm font-semibold">
        Start from a template
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
