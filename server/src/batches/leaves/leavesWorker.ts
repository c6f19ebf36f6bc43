/** The work of the thread behind examineLeaves: one file. */
import { answerAside } from '../../platform/aside/runAside.ts'
import { examineHere } from './examineLeaves.ts'

answerAside(examineHere, (found) => (found === null ? [] : [found.nodes, found.index]))
