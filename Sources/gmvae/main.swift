print("gmvae")
