import type { ReactNode } from 'react'

/** A group of settings with its title. */
export function SettingsCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-base font-semibold">{title}</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">{children}</ul>
    </section>
  )
}
