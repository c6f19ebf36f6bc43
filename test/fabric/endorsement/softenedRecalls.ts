/** The chaincode that a dishonest maker would run: ours, but for one contract that is changed before it starts. */
import './softenedBatchContract.ts'
import '../../../chaincode/src/main.ts'
