// SPDX-License-Identifier: MIT
#include "commands/key_choice.hpp"

#include "commands/material_flags.hpp"
#include "core/error.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

[[noreturn]] void conflict(std::string subject, std::string message, std::string hint) {
  throw Error(Fault::usage, {.id = "option-conflict",
                             .subject = std::move(subject),
                             .message = std::move(message),
                             .hint = std::move(hint)});
}

void check(const KeyChoice& choice) {
  if (choice.file && (choice.type || choice.out))
    conflict("--key", "cannot go with --type or --key-out, which are for a new key",
             "give either the key there is, or where a new one goes");
  if (!choice.file && !choice.out)
    throw Error(Fault::usage,
                {.id = "option-missing",
                 .subject = "--key",
                 .message = "missing",
                 .hint = "give --key FILE for the key there is, or --key-out FILE for "
                         "a new one (the same FILE as --out: both in one file)"});
  if (choice.out == "-")
    conflict("--key-out", "a key does not go to standard output here", "give a file");
}

// The key at --key-out, if it is one we would have made.
std::shared_ptr<const PrivateKey> key_there(const OutputSeen& seen, KeyType type) {
  if (!holds_private_key(seen)) return nullptr;
  Material material = look_into(seen);
  if (material.keys.size() == 1 && material.keys[0].key.facts().type == type)
    return std::make_shared<const PrivateKey>(std::move(material.keys[0].key));
  refuse_key_loss(seen, nullptr);
  return nullptr;
}

Json with_paths(const KeyAndOutput& seen, const Json& facts) {
  Json json = {{"path", seen.out.path}, {"key_path", seen.key_path}};
  json.update(facts);
  return json;
}

Minted minted_from(const KeyAndOutput& seen, const Making& making) {
  const std::shared_ptr<const PrivateKey> key =
      seen.key ? seen.key : std::make_shared<const PrivateKey>(PrivateKey::generate(seen.type));
  const Document document = making.make(*key);
  Minted minted{.facts = shared(with_paths(seen, *document.facts))};
  Secret first = seen.one_file ? key->pkcs8_pem() : Secret{};
  first.append(document.pem);
  if (seen.key_out) minted.contents.push_back(key->pkcs8_pem());
  minted.contents.push_back(std::move(first));
  return minted;
}

void append(Facts& facts, const Facts& more) {
  facts.insert(facts.end(), more.begin(), more.end());
}

Access access_of(const KeyAndOutput& seen) {
  return seen.one_file ? private_access(seen.out) : public_access(seen.out);
}

}  // namespace

std::vector<Flag> key_flags(KeyChoice& choice) {
  return {file_flag("--key", choice.file, "the private key to use"),
          type_flag([&choice](KeyType type) { choice.type = type; }),
          file_flag("--key-out", choice.out, "where a new private key is written")};
}

KeyAndOutput observe_key(Context& context, const KeyChoice& choice, const std::string& out) {
  check(choice);
  KeyAndOutput seen{.out = observe_output(context, out),
                    .type = choice.type.value_or(KeyType::ec_p256)};
  seen.key_path = context.host().absolute(choice.file ? *choice.file : *choice.out);
  seen.one_file = seen.key_path == seen.out.path && seen.out.path != "-";
  if (choice.file) {
    seen.key = read_key(context, *choice.file);
    return seen;
  }
  const OutputSeen key_out = observe_output(context, *choice.out);
  seen.key = key_there(key_out, seen.type);
  seen.found_at_key_out = seen.key != nullptr;
  if (!seen.one_file)
    seen.key_out =
        OutputSeen{.path = key_out.path, .status = key_out.status, .bytes = key_out.bytes.copy()};
  return seen;
}

void refuse_losses(const Context& context, const KeyAndOutput& seen, const std::string& what) {
  if (seen.found_at_key_out)
    throw Error(Fault::input, {.id = "exists",
                               .subject = seen.key_path,
                               .message = "holds a private key, which is never overwritten",
                               .hint = "to use that key, give it as --key; to change it: "
                                       "postseal key rotate"});
  refuse_key_loss(seen.out, seen.one_file ? seen.key.get() : nullptr);
  if (seen.key_out) refuse_overwrite(context, *seen.key_out, "is there, and is no private key");
  refuse_overwrite(context, seen.out, what);
}

Planned plan_making(const KeyAndOutput& seen, const Making& making) {
  Step step;
  WriteFiles write;
  const Facts key_facts = seen.key ? facts_of(*seen.key)
                                   : Facts{{"key", std::string(name_of(seen.type))},
                                           {"public key", std::string(known_once_made)}};
  if (seen.key_out) {
    const FileWish wish{
        .access = private_access(*seen.key_out), .secret = true, .after = key_facts};
    write.files.push_back(output_for(*seen.key_out, wish.access));
    step.changes.push_back(file_change(*seen.key_out, wish));
  }
  FileWish wish{.access = access_of(seen), .secret = seen.one_file, .before = making.before};
  if (seen.one_file) wish.after = key_facts;
  append(wish.after, making.after);
  write.files.push_back(output_for(seen.out, wish.access));
  step.changes.push_back(file_change(seen.out, wish));

  // A std::function is copied about; an OutputSeen holds a Secret and is not.
  const auto kept = std::make_shared<const KeyAndOutput>(KeyAndOutput{
      .out = {.path = seen.out.path},
      .key = seen.key,
      .type = seen.type,
      .key_out = seen.key_out ? std::optional<OutputSeen>(OutputSeen{.path = seen.key_out->path})
                              : std::nullopt,
      .one_file = seen.one_file,
      .key_path = seen.key_path});
  write.mint = [kept, making](const Minting&) { return minted_from(*kept, making); };
  step.effect = std::move(write);
  Planned planned{
      .answer = [](const Applied& applied) { return Answer{.result = applied.minted.at(0)}; }};
  planned.plan.steps.push_back(std::move(step));
  return planned;
}

Planned plan_nothing(const KeyAndOutput& seen, Facts facts, Json result) {
  Planned planned{.answer = [json = shared(with_paths(seen, result))](const Applied&) {
    return Answer{.result = json};
  }};
  const auto put_right = [&planned](const OutputSeen& output, const FileWish& wish) {
    if (auto step = access_step(output, wish)) planned.plan.steps.push_back(std::move(*step));
  };
  put_right(seen.out,
            {.access = access_of(seen), .secret = seen.one_file, .before = facts, .after = facts});
  if (seen.key_out && seen.key) {
    const Facts key = facts_of(*seen.key);
    put_right(
        *seen.key_out,
        {.access = private_access(*seen.key_out), .secret = true, .before = key, .after = key});
  }
  return planned;
}

}  // namespace postseal
