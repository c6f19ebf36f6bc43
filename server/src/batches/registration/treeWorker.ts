/** The work of the thread behind growTree: one tree. */
import { answerAside } from '../../platform/aside/runAside.ts'
import { growHere } from './growTree.ts'

answerAside(growHere, ({ values, nodes, starts }) => [values, nodes, starts])
