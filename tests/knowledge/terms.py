"""Terms that an architect meets in the guidance, and how one asks what they mean."""

FORMS = ("what is {}?", "what does {} mean?", "define {}", "{}?")

# Term | cards that explain it, the best one first | words of the sentence that defines it.
_TREATED = """
PUE | measure-aws-operations | divided by that of its IT equipment
power usage effectiveness | measure-aws-operations | divided by that of its IT equipment
WUE | measure-water | litres of water used for each kilowatt-hour
water usage effectiveness | measure-water | litres of water used for each kilowatt-hour
evaporative cooling | measure-aws-operations measure-water | letting water evaporate
market-based | measure-market-vs-location region-reporting-method | follow contracts
location-based | measure-market-vs-location region-reporting-method | follow the grid
embodied carbon | measure-embodied | making, moving and disposing of hardware
operational carbon | measure-embodied | comes from the electricity in use
scope 1 | measure-scope3 | what a company emits itself
scope 2 | measure-market-vs-location measure-scope3 | the electricity that a company buys
scope 3 | measure-scope3 | the rest of its value chain
GHG Protocol | measure-market-vs-location | the common rule book for emission reports
SCI | measure-sci | divided by a functional unit
software carbon intensity | measure-sci | divided by a functional unit
SCI for AI | measure-sci-ai | whoever uses a model reports a consumer score
functional unit | measure-unit-of-work measure-sci | is what the application delivers
unit of work | measure-unit-of-work | is what the application delivers
CCFT | measure-aws-sustainability | Customer Carbon Footprint Tool (CCFT)
carbon intensity | region-grid-intensity measure-sci | emitted for each kilowatt-hour
marginal emission factor | region-grid-intensity | the plant that serves the next
average emission factor | region-grid-intensity | covers the whole mix
hourly matching | region-renewable-matched | in every single hour
PPA | region-renewable-matched | long-term contract for the output of a plant
REC | region-renewable-matched | stands for one megawatt-hour
proxy metric | measure-proxy | stands in for something you cannot
greenwashing | measure-greenwashing-guard | than the evidence carries
TTFT | infer-streaming | the wait until the answer begins
time to first token | infer-streaming | the wait until the answer begins
inter-token latency | infer-streaming | the pause between one token and the next
time per output token | infer-streaming | the pause between one token and the next
p95 | infer-load-test | 95 of 100 requests do not exceed
throughput | infer-load-test | the work done per second
SLA | sla-meet-not-exceed sla-utilisation-target | promise of availability and response time
KV cache | infer-kv-cache | holds the attention keys and values
paged attention | infer-kv-cache | keeps the KV cache in small blocks
continuous batching | infer-continuous-batching | join and leave the batch at every step
dynamic batching | infer-continuous-batching | waits a moment to fill a batch
batch inference | infer-batch-bedrock sla-adjust-response-time | a file of prompts as one job
batch size | infer-batch-size-energy | computed together in one step
serverless inference | infer-serverless | starts compute when a request comes
cold start | infer-serverless | while container and model are loaded
scale to zero | infer-scale-to-zero | no instance runs while nobody asks
autoscaling | infer-autoscaling | adds and removes instances
provisioned throughput | infer-provisioned-throughput | reserved for one customer
inference profile | region-cross-region-inference | instead of the model's own ID
inference component | infer-multi-model | with reserved shares on the same accelerators
prompt caching | prompt-caching prompt-cache-break-even | keeps the model's state after a fixed
semantic cache | prompt-semantic-cache | by the meaning of the question
speculative decoding | infer-speculative-decoding | proposes several tokens
distillation | infer-distillation model-distillation-bedrock | the small one learns from them
quantization | infer-quantisation | with fewer bits per number
pruning | infer-pruning | removes the parts of a network
compilation | infer-compilation train-compiler | fuses operations
edge inference | infer-edge | where the data arise
idle capacity | infer-idle-cost | kept ready but does no work
utilization | mon-gpu-util-misleading mon-goal-utilisation | is the share of
GPU utilization | mon-gpu-util-misleading | the share of time in which a kernel runs
GPU duty cycle | mon-gpu-util-misleading | the share of time in which a kernel runs
power cap | scratch-power-limits infer-power-and-clock | the most watts that a chip may draw
LoRA | peft-methods peft-lora-figures | adds low-rank matrices
QLoRA | peft-qlora | base model held in 4-bit precision
PEFT | peft-principle peft-methods | freezes most of the pre-trained weights
adapter | peft-multi-adapter | the small set of extra weights
fine-tuning | fullft-when peft-principle | training a finished model further
full fine-tuning | fullft-when | Updating every weight
instruction tuning | fullft-instruction-tuning | pairs of instruction and answer
domain adaptation | fullft-domain-adaptation | unlabelled text of one field
transfer learning | model-pretrained-transfer | last layers or a small head
foundation model | frame-need-for-genai | which are pre-trained on broad data
generative AI | frame-need-for-genai | produces text, images or code
pre-training | scratch-last-resort fullft-domain-adaptation | general training on a huge corpus
checkpointing | scratch-checkpointing | a saved state of weights and optimiser
mixed precision | scratch-mixed-precision | in 16 or 8 bits
data parallelism | scratch-distributed-training | a copy of the model and a part of the batch
scaling law | scratch-compute-optimal | how the loss falls
spot instance | train-spot | spare EC2 capacity at a lower price
capacity blocks | scratch-flexible-plans | for a set time from a set date
EFA | scratch-distributed-training | the EC2 network interface
HyperPod | scratch-resilience-hyperpod | a lasting training cluster
early stopping | hpo-early-stopping | worse than the median
hyperband | hpo-hyperband | stops the weak ones
bayesian optimization | hpo-strategy | from the results so far
grid search | hpo-strategy | goes through every combination
hyperparameter | hpo-ranges | is set before training
warm start | hpo-warm-start | results of earlier tuning jobs
RAG | rag-avoid-training | are retrieved and placed in the prompt
chunking | rag-chunking | cuts documents into the pieces
embedding | rag-embedding-size | stands for the meaning of a text
vector index | rag-ann-index-tradeoff | found without looking at all
ANN | rag-ann-index-tradeoff | nearest-neighbour (ANN)
vector database | rag-vector-store-footprint | finds those nearest to a query
reranker | rag-reranker | sorts the candidates
top-k | rag-retrieval-depth | number of retrieved passages
similarity threshold | rag-similarity-threshold | weak passages never reach the model
context window | model-small-context-window | number of tokens that fit into one prompt
token | mon-tokens | that a model reads or writes at a time
temperature | prompt-inference-parameters | how freely the next token is drawn
stop sequence | prompt-inference-parameters | ends the answer where it appears
prompt engineering | prompt-iterate-gradually prompt-concise | by wording the request
zero-shot | prompt-zero-few-shot | a prompt without examples
few-shot | prompt-zero-few-shot | few-shot one with some
chain of thought | model-reasoning-cost | writes down intermediate steps
reasoning model | model-reasoning-cost | writes down intermediate steps
prompt template | prompt-templates-versioning | with slots for the parts that vary
system prompt | prompt-concise prompt-caching | the standing instruction
guardrail | prompt-guardrail-scope | blocks or masks unwanted content
hallucination | rag-evaluation | that the passages do not support
data drift | mon-drift | the change of inputs
LLM-as-judge | model-bedrock-evaluations | scores the answers of another
model routing | model-routing | Routing can be a rule
cascade | model-routing | asks the small model first
MoE | model-moe-active-params | sends each token through a few of them
small language model | model-specialised-small | at most a few billion parameters
agent | agent-stop-conditions | a model in a loop
agentic AI | agent-stop-conditions | a model in a loop
stop condition | agent-stop-conditions | a bound at which a run ends
MCP | agent-reuse-patterns | an open standard for offering tools
tool use | agent-reuse-patterns | the model asks for a function
human in the loop | agent-human-skills | who approves or corrects a step
AgentCore | agent-bedrock-agents-status mon-agentcore | a set of managed services for agents
Trainium | silicon-trn1 scratch-efficient-silicon | made for training deep-learning models
Trainium2 | silicon-trn2 | second generation
Trainium3 | silicon-trn3 | third generation
Inferentia | silicon-inf2 | accelerators for inference
Neuron | silicon-neuron-compile | the software kit
Graviton | silicon-graviton | Arm-based server CPUs
Graviton5 | silicon-graviton5 | fifth generation
GPU | silicon-match-workload mon-gpu-util-misleading | graphics processing unit
accelerator | silicon-match-workload | a processor for many equal operations
TDP | silicon-not-automatic | the heat that the cooling of a chip is laid out for
thermal design power | silicon-not-automatic | the heat that the cooling of a chip
nvidia-smi | mon-nvidia | NVIDIA's own command-line tool
CloudWatch | mon-key-metrics | for metrics, logs and alarms
break-even | frame-lifetime-total prompt-cache-break-even | at which the lines cross
Parquet | data-columnar-formats | values of a column together
feature store | data-feature-reuse | keeps the definition, the values and the history
MLflow | store-experiment-tracking | records the parameters, scores and files
Well-Architected | org-lens-map | design practices under six pillars
"""

UNTREATED = (
    "rebound effect",
    "water stress",
    "GraphRAG",
    "gradient accumulation",
    "hybrid search",
    "Savings Plans",
    "DVFS",
    "ASIC",
)
"""Terms of the field that no card treats."""


def treated() -> list[tuple[str, list[str], str]]:
    """Term, cards that explain it, the best one first, and words of the defining sentence."""
    lines = (line.split("|") for line in _TREATED.strip().splitlines())
    return [(term.strip(), cards.split(), said.strip()) for term, cards, said in lines]
