// First of all, for what it does.
// oxlint-disable-next-line import/no-unassigned-import -- index.html names its file before this one
import './early.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startPage } from './startPage.ts'

/** A function, since top-level await makes the bundler split the module into more and larger files. */
async function show(): Promise<void> {
  await startPage()
  const root = document.querySelector('#root')
  if (root !== null) {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    )
  }
}

void show()
