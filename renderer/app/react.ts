// A file of its own, which runs while the page's is still on its way: to start React takes a slow phone a tenth of a second.
// oxlint-disable-next-line import/no-unassigned-import -- to be started, see above
import 'react-dom/client'
// oxlint-disable-next-line import/no-unassigned-import -- as above
import 'react/jsx-runtime'
