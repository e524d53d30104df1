from feast import FeatureStore

store = FeatureStore(repo_path=".")
