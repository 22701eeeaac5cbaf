import { useMemo, useSyncExternalStore } from 'react'
import { type DiagramLook, type LookColour, lookColours } from './frameMessages.ts'

/** The page's colours as they are now: of the theme, which may change. */
export function useLook(): DiagramLook {
  const looked = useSyncExternalStore(subscribe, look)
  return useMemo(() => {
    const [scheme, ...colours] = looked.split('|')
    const entries = lookColours.map((name, index): [LookColour, string] => [name, colours[index] ?? ''])
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name
    return { isDark: scheme === 'dark', colours: Object.fromEntries(entries) as Record<LookColour, string> }
  }, [looked])
}

function look(): string {
  const style = getComputedStyle(document.documentElement)
  return [style.colorScheme, ...lookColours.map((name) => style.getPropertyValue(`--${name}`).trim())].join('|')
}

function subscribe(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  system.addEventListener('change', onChange)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', onChange)
  }
}
